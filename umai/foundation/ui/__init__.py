"""How every page looks and answers; the only home of styles and scripts."""
