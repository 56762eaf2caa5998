"""Fields for what Django has none: lists as lines, certificates as text, secrets that are never shown again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import ProhibitNullCharactersValidator

from mosaic_clients.core.pki.chains import only_certificates
from mosaic_clients.core.pki.private_keys import MAX_MATERIAL


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 80, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        """The list as lines; what was typed as it is."""
        return "\n".join(str(line) for line in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The lines as a list, without the empty ones."""
        text = self.prepare_value(value) or ""
        ProhibitNullCharactersValidator()(text)
        return [line.strip() for line in str(text).splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lists differ."""
        return bool(self.to_python(initial) != self.to_python(data))


class EndpointsField(LinesField):
    """Endpoint names and their addresses, ``name=address`` a line, as a dict."""

    def prepare_value(self, value: Any) -> Any:
        """The dict as lines; what was typed as it is."""
        return super().prepare_value(
            [f"{name}={url}" for name, url in value.items()] if isinstance(value, dict) else value
        )

    def to_python(self, value: Any) -> Any:
        """The lines as a dict; raises ValidationError for a line without ``=`` and for an endpoint with two."""
        if isinstance(value, dict):
            return value
        pairs = [line.partition("=") for line in super().to_python(value)]
        overrides = {name.strip(): url.strip() for name, separator, url in pairs if separator}
        if len(overrides) != len(pairs):
            raise ValidationError("Write name=address, each endpoint once: token=/oidc/token")
        return overrides

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the overrides differ; what cannot be read differs."""
        try:
            return super().has_changed(initial or {}, data)
        except ValidationError:
            return True


class MaterialTextarea(forms.Textarea):
    """A place to paste certificates. Nothing else is shown again: it may be a private key, in whatever shape."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__({"rows": 8, "cols": 80, "class": "mosaic-pem", "spellcheck": "false", **attrs})

    def format_value(self, value: Any) -> str | None:
        """The certificates that can be read."""
        return only_certificates(str(value or ""))


class SecretTextarea(MaterialTextarea):
    """A place to paste a secret: always rendered empty."""

    def __init__(self) -> None:
        super().__init__(autocomplete="off")

    def format_value(self, value: Any) -> str | None:
        """Nothing."""
        return ""


class PEMField(forms.CharField):
    """PEM text with the line ends of PEM, whatever a browser made of them."""

    widget = MaterialTextarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_MATERIAL, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The text with plain line ends, and one at its end."""
        text = str(super().to_python(value) or "").replace("\r\n", "\n")
        return f"{text}\n" if text else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the texts differ in more than line ends."""
        return bool(self.to_python(initial) != self.to_python(data))


class MaterialFileField(forms.FileField):
    """A small file, read as octets; None where there is none."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file's content; raises ValidationError for one that is larger than any honest material."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        if file.size is None or file.size > MAX_MATERIAL:
            raise ValidationError(f"The file is larger than {MAX_MATERIAL} octets: this is not what is asked for.")
        return file.read()
