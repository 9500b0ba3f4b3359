"""Which trees train."""

from pathlib import Path

from training.treebanks import OWN, own_trees, read

ROW = "1\t{form}\t{form}\tNOUN\tNN\t_\t0\troot\t_\t_\n\n"


def test_own_trees_leave_the_test_files_out(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(ROW.format(form="Heer"), encoding="utf-8")
    (tmp_path / "test-a.conllu").write_text(ROW.format(form="Flotte"), encoding="utf-8")
    assert [tree[0][1] for tree in own_trees(tmp_path)] == ["Heer"]


def test_no_sentence_trains_that_measures() -> None:
    trained = {tuple(row[1] for row in tree) for tree in own_trees()}
    measured = {tuple(row[1] for row in tree) for path in OWN.glob("test-*.conllu") for tree in read(path)}
    assert trained and not trained & measured
