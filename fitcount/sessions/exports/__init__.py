"""Exports: sessions as files of other programs, and back; one module a format.

formats      name of each format to what writes it
document     JSON, all that is kept of sessions; what other stores take in
parquet      a table for data frames, and the same document beside it
csv_table    the table for spreadsheets
table        what stands in that table
cells        CSV without formulas
workouts     sessions as apps for strength training see them
hevy, strong the CSV of two of these apps
fit          Garmin's strength activity
fit_protocol Garmin's way of writing messages
elsewhere    what the exercises are called in FIT, Hevy and Strong
reading      files of sessions, to import
"""
