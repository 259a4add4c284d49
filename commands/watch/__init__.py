"""What keeps watch: what goes wrong where nobody in a room can mend it reaches people."""
