"""Requests that no browser would send, as bytes. MARK and PORT are filled in by whoever sends them."""

HOST = b"Host: 127.0.0.1:PORT\r\n"
END = b"Connection: close\r\n\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def ask(
    path: bytes, *headers: bytes, method: bytes = b"GET", version: bytes = b"1.1", body: bytes = b""
) -> bytes:
    """A request; every header ends its own line."""
    return b"%s %s HTTP/%s\r\n%s%s%s%s" % (method, path, version, HOST, b"".join(headers), END, body)


def post(path: bytes, body: bytes, *headers: bytes) -> bytes:
    """A form, its length told truly."""
    return ask(path, b"Content-Length: %d\r\n" % len(body), *headers, method=b"POST", body=body)


def chunked(*body: bytes) -> bytes:
    """A form in pieces."""
    return ask(b"/verify/", b"Transfer-Encoding: chunked\r\n", FORM, method=b"POST", body=b"".join(body))


REQUESTS: dict[str, bytes] = {
    "plain": ask(b"/"),
    "head": ask(b"/", method=b"HEAD"),
    "options": ask(b"/", method=b"OPTIONS"),
    "star": ask(b"*", method=b"OPTIONS"),
    "put": ask(b"/verify/", method=b"PUT"),
    "delete": ask(b"/desk/cases/1/", method=b"DELETE"),
    "trace": ask(b"/", method=b"TRACE"),
    "connect": ask(b"example.cn:443", method=b"CONNECT"),
    "method of nobody": ask(b"/", method=b"MARKED"),
    "method in small letters": ask(b"/", method=b"get"),
    "very long method": ask(b"/", method=b"A" * 5000),
    "old version": ask(b"/", version=b"1.0"),
    "older version": b"GET /\r\n",
    "coming version": ask(b"/", version=b"2.0"),
    "version of nobody": ask(b"/", version=b"9.9"),
    "no host": b"GET / HTTP/1.1\r\n" + END,
    "two hosts": ask(b"/", b"Host: evil.example\r\n"),
    "foreign host": b"GET / HTTP/1.1\r\nHost: MARK.example\r\n" + END,
    "broken host": b"GET / HTTP/1.1\r\nHost: a b\0@[::\r\n" + END,
    "forwarded host": ask(b"/", b"X-Forwarded-Host: MARK.example\r\n"),
    "whole address": ask(b"http://MARK.example/desk/"),
    "encoded slash": ask(b"/verify/MARK%2f..%2f..%2fetc/"),
    "climbing": ask(b"/static/../../../../etc/passwd"),
    "climbing in code": ask(b"/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd"),
    "two slashes": ask(b"//MARK.example/?mode=elder"),
    "null in the address": ask(b"/verify/MARK%00/"),
    "half a code": ask(b"/verify/%zz%/"),
    "bytes of another writing": ask(b"/verify/" + "办".encode("gbk") + b"/"),
    "wrong utf-8": ask(b"/search/?q=%ff%fe%c0%af"),
    "very long address": ask(b"/search/?q=" + b"a" * 9000),
    "many parameters": ask(b"/search/?" + b"&".join(b"q=%d" % n for n in range(1000))),
    "same parameter twice": post(b"/verify/", b"code=MARK&code=MARK2", FORM),
    "without a token": post(b"/verify/", b"code=MARK", FORM),
    "token of another": post(
        b"/verify/",
        b"code=MARK&csrfmiddlewaretoken=" + b"a" * 64,
        FORM,
        b"Cookie: csrftoken=" + b"b" * 32 + b"\r\n",
    ),
    "from another site": post(b"/verify/", b"code=MARK", FORM, b"Origin: http://MARK.example\r\n"),
    "type of nobody": post(b"/verify/", b"code=MARK", b"Content-Type: application/x-mark\r\n"),
    "writing of nobody": post(b"/verify/", b"code=MARK", b"Content-Type: text/plain; charset=mark\r\n"),
    "form without an end": post(
        b"/verify/", b"--x\r\n", b"Content-Type: multipart/form-data; boundary=x\r\n"
    ),
    "form without a border": post(b"/verify/", b"x", b"Content-Type: multipart/form-data\r\n"),
    "fields without end": post(b"/verify/", b"a=1&" * 5000, FORM),
    "longer than it says": ask(
        b"/verify/", b"Content-Length: 3\r\n", FORM, method=b"POST", body=b"code=MARK"
    ),
    "shorter than it says": ask(b"/verify/", b"Content-Length: 99\r\n", FORM, method=b"POST", body=b"code"),
    "length below zero": ask(b"/verify/", b"Content-Length: -1\r\n", FORM, method=b"POST"),
    "two lengths": ask(
        b"/verify/", b"Content-Length: 1\r\nContent-Length: 2\r\n", FORM, method=b"POST", body=b"ab"
    ),
    "length and pieces": ask(
        b"/verify/",
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        FORM,
        method=b"POST",
        body=b"0\r\n\r\n",
    ),
    "pieces that lie": chunked(b"ffffffff\r\nMARK\r\n"),
    "pieces that are none": chunked(b"zz\r\nMARK\r\n0\r\n\r\n"),
    "huge header": ask(b"/", b"X-Mark: " + b"a" * 70_000 + b"\r\n"),
    "many headers": ask(b"/", *(b"X-%d: MARK\r\n" % n for n in range(300))),
    "folded header": ask(b"/", b"X-Mark: a\r\n b\r\n"),
    "null in a header": ask(b"/", b"X-Mark: a\0b\r\n"),
    "cookies over the brim": ask(
        b"/progress/", b"Cookie: " + b"; ".join(b"c%d=MARK" % n for n in range(600)) + b"\r\n"
    ),
    "session of nobody": ask(b"/desk/", b"Cookie: sessionid='\";--MARK\r\n"),
    "ranges without end": ask(b"/", b"Range: bytes=" + b",".join(b"%d-" % n for n in range(900)) + b"\r\n"),
    "conditions that are none": ask(b"/", b"If-Modified-Since: MARK\r\nIf-None-Match: \x80\r\n"),
    "language of nobody": ask(b"/", b"Accept-Language: " + b"x-MARK;q=9," * 300 + b"\r\n"),
    "type nobody gives": ask(b"/api/v1/cases", b"Accept: image/x-mark\r\n"),
    "key of nobody": ask(b"/api/v1/cases", b"Authorization: Bearer \xff\xfeMARK\r\n"),
    "two requests in one": ask(b"/verify/", b"Content-Length: 0\r\n", method=b"POST") + ask(b"/"),
    "nothing": b"\r\n\r\n",
    "other protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"MARK",
}
