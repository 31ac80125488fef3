"""Write an exercise's file.

draft    what is to stand in it, with what was seen beside each number
writing  from a draft to a commented YAML
saving   file and recording, both or neither
"""
