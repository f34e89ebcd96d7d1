"""People and chats: who is speaking, what they have chosen for good, and how they are answered."""
