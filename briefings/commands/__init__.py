"""Commands of the project, found through the setting COMMANDS_MODULE."""
