"""Drone photos: from the file to camera, aim point, footprint and damage point."""
