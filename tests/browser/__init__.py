"""The pages as a browser shows them: every route, with the eyes of a checker for people who see or move less."""
