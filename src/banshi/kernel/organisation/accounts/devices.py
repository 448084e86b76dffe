"""What kind of device a browser says it is: enough to know one's own, too little to follow anybody. Pure."""

SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Kylin", "Kylin"),
    ("UOS", "UOS"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("QQBrowser", "QQ"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device(agent: str) -> str:
    """System and browser, such as "Windows · Edge"; "" when it says neither."""
    found = (next((name for mark, name in table if mark in agent), "") for table in (SYSTEMS, BROWSERS))
    return " · ".join(name for name in found if name)
