"""What people do as one wish at one moment, told as one suggestion, and by as few names as will do."""
