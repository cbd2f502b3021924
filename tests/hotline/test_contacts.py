def test_pages_open(as_person, amina):
    for path in ("/hotline/", "/hotline/contacts/", "/hotline/alarms/"):
        assert as_person(amina).get(path).status_code == 200, path
