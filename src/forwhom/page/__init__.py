"""The pages of the catalogue: what each says, written once; the docs render it as Markdown, the workbench as HTML."""
