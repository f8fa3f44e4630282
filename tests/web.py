"""What the tests of the pages share."""

from __future__ import annotations

from flask.testing import FlaskClient


def page(client: FlaskClient, address: str) -> str:
    """The text of a page, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.get_data(as_text=True)
