"""Programs that ask the languages' own tools, each in the language of its tool."""
