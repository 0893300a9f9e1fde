"""Images that others show of the site: of a session in a chat, of the group on a phone's screen."""
