"""What an author of exercises looks up, made from the schema itself so that it cannot be out of date.

    json_schema  exercise.schema.json: an editor completes keys and metrics, says what they mean, and marks mistakes
    manual       README.md: each key, the language of conditions, each metric, and a worked example

`make docs` writes both into exercises/; a test compares them with what stands there.
"""
