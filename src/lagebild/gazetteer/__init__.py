"""Gazetteer: names of places and the places they may mean."""
