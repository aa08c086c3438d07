"""The words of each language: one TOML file per language, with words and regular expressions.

Every file here is read; no code names a language, except English, whose offices and function words have rules of their
own, and Spanish, whose people have two surnames. CONTRIBUTING.md says how to add a language, README.md here what each
key means.
"""
