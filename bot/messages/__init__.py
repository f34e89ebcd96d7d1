"""Messages: what the bot's messages say of a conversion, and the buttons under them."""
