"""The hotline: people reach us, we listen, advise and write it down."""
