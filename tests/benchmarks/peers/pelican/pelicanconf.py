"""Pelican's settings: a page for each session, a list of them and one feed; what has not changed comes from its cache."""

SITENAME = "Reading Group"
SITEURL = "https://group.example.org/reading"
AUTHOR = "Reading Group"
TIMEZONE = "Europe/London"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
SLUGIFY_SOURCE = "basename"
ARTICLE_PATHS = ["sessions"]
ARTICLE_URL = "sessions/{slug}/"
ARTICLE_SAVE_AS = "sessions/{slug}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_ALL_RSS = "rss.xml"
FEED_MAX_ITEMS = 20
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
