"""The parts of the dashboard: each draws itself into an area of any size and leaves out what does not fit."""
