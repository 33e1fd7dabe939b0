"""OpenStreetMap extracts: stations, ports and crossings, and the tracks between them."""
