"""Words findings for readers: text for people, JSON for programs. Nothing else in forwhom words output."""
