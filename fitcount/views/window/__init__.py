"""A window with the camera's picture, for whoever is too far away for a terminal.

scene    what is in the window at one moment: plain values, sent to the window's process
drawing  a scene becomes a picture of the window's size
window   the view: starts the process, and hands it the newest scene
process  what runs there; tk is the window itself
"""
