import pytest
from django.test import Client
@pytest.fixture(autouse=True)
def _u(settings): settings.ROOT_URLCONF="tests.entrypoints.portal.addresses"
def test_pages(cast):
    c=Client()
    for u in ["/","/search/","/search/?q=shtt","/search/?q=zzzzqq","/items/","/events/elderly/","/hall/","/accessibility/","/privacy/","/record/","/items/MZ-XK-01/","/items/MZ-XK-01/due/","/items/MZ-XK-09/","/items/MZ-QT-05/due/","/items/MZ-JF-05/","/items/MZ-QR-03/","/items/MZ-QR-08/due/","/apply/MZ-XK-01/","/progress/"]:
        r=c.get(u); print(u,r.status_code); assert r.status_code==200,u
    r=c.get("/items/MZ-XK-01/notice.pdf"); print(len(r.content)); open("/tmp/w01.pdf","wb").write(r.content)
    r=c.get("/items/MZ-XK-01/notice.pdf",headers={"accept-language":"en"}); open("/tmp/w01en.pdf","wb").write(r.content)
