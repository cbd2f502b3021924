"""What is typed at the door and on the pages of people."""
