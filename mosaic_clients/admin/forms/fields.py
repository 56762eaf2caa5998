"""Form fields for lists as lines, certificates as text, and secrets that are never shown again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import ProhibitNullCharactersValidator

from mosaic_clients.core.pki.chains import only_certificates
from mosaic_clients.core.pki.private_keys import MAX_MATERIAL


class LinesField(forms.CharField):
    """A list of texts, one per line."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 80, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        """Returns a list as lines, and submitted text unchanged."""
        return "\n".join(str(line) for line in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Returns the lines as a list, without empty ones."""
        text = self.prepare_value(value) or ""
        ProhibitNullCharactersValidator()(text)
        return [line.strip() for line in str(text).splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Returns whether the lists differ."""
        return bool(self.to_python(initial) != self.to_python(data))


class EndpointsField(LinesField):
    """Endpoint names and their addresses as a dict, one ``name=address`` per line."""

    def prepare_value(self, value: Any) -> Any:
        """Returns a dict as lines, and submitted text unchanged."""
        return super().prepare_value(
            [f"{name}={url}" for name, url in value.items()] if isinstance(value, dict) else value
        )

    def to_python(self, value: Any) -> Any:
        """Returns the lines as a dict. Raises ValidationError for a line without ``=`` or a repeated endpoint."""
        if isinstance(value, dict):
            return value
        pairs = [line.partition("=") for line in super().to_python(value)]
        overrides = {name.strip(): url.strip() for name, separator, url in pairs if separator}
        if len(overrides) != len(pairs):
            raise ValidationError("Write name=address, each endpoint once: token=/oidc/token")
        return overrides

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Returns whether the overrides differ; invalid text always differs."""
        try:
            return super().has_changed(initial or {}, data)
        except ValidationError:
            return True


class MaterialTextarea(forms.Textarea):
    """A text area for certificates. It shows nothing else again: other text may be a private key in any format."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__({"rows": 8, "cols": 80, "class": "mosaic-pem", "spellcheck": "false", **attrs})

    def format_value(self, value: Any) -> str | None:
        """Returns the readable certificates in the text."""
        return only_certificates(str(value or ""))


class SecretTextarea(MaterialTextarea):
    """A text area for a secret. It is always rendered empty."""

    def __init__(self) -> None:
        super().__init__(autocomplete="off")

    def format_value(self, value: Any) -> str | None:
        """Returns an empty text."""
        return ""


class PEMField(forms.CharField):
    """PEM text with plain line ends, whatever the browser sends."""

    widget = MaterialTextarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_MATERIAL, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Returns the text with plain line ends and a final one."""
        text = str(super().to_python(value) or "").replace("\r\n", "\n")
        return f"{text}\n" if text else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Returns whether the texts differ in more than line ends."""
        return bool(self.to_python(initial) != self.to_python(data))


class MaterialFileField(forms.FileField):
    """A small file, read as bytes; None without a file."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Returns the content of the file. Raises ValidationError for a file larger than MAX_MATERIAL."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        if file.size is None or file.size > MAX_MATERIAL:
            raise ValidationError(f"The file is larger than {MAX_MATERIAL} bytes. Choose a key or certificate file.")
        return file.read()
