"""Every option of the pinned datamodel-code-generator is named."""

from __future__ import annotations

from importlib.metadata import requires, version

from datamodel_code_generator.config import GenerateConfig

from holotype.codegen.generator_options import OPTIONS

GIVEN_FOR_EACH_RUN = {
    "custom_class_name_generator",
    "custom_template_dir",
    "extra_template_data",
    "settings_path",
}


def test_no_option_is_left_to_its_default() -> None:
    assert OPTIONS.keys() | GIVEN_FOR_EACH_RUN == GenerateConfig.model_fields.keys()
    assert not OPTIONS.keys() & GIVEN_FOR_EACH_RUN


def test_the_release_is_pinned_exactly() -> None:
    pinned = f"datamodel-code-generator=={version('datamodel-code-generator')}"
    assert any(each.startswith(pinned) for each in requires("holotype") or ())
