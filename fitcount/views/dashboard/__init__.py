"""The dashboard: a running count on a whole terminal.

moment       all that it shows at one moment; history is the curve in it, framing where in the picture the person is
layout       what lies where, of a file; live_layout in front of a camera
panels/      the parts that it is made of; digits and letters are those that are read from across the room
dashboard    draws a moment, and the camera's picture where the terminal shows pictures
screenshot   the same as a file
"""
