"""What identifies a child is kept here as ciphertext; the keys live outside the database."""
