"""What the numbers say: definitions, tables, published figures beside ours."""
