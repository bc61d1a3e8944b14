"""Every option of datamodel-code-generator, named, so that no default of its and no configuration counts.

A test compares the names with those of the pinned release.
"""

from __future__ import annotations

from typing import Final

# What is decided here; all others are switched off below.
_DECIDED: Final[dict[str, object]] = {
    "input_file_type": "jsonschema",
    "schema_version": "2020-12",
    "schema_version_mode": "strict",
    "output_model_type": "dataclasses.dataclass",
    "target_python_version": "3.11",
    "dataclass_arguments": {"frozen": True, "slots": True, "kw_only": True},
    "frozen_dataclasses": True,
    "keyword_only": True,
    "use_type_alias": True,  # lists of literals have names
    "skip_root_model": True,  # the schema that it gets has only definitions
    "enum_field_as_literal": "all",
    "use_standard_collections": True,
    "use_union_operator": True,
    "use_double_quotes": True,
    "no_alias": True,
    "allow_remote_refs": False,
    "strict_refs": True,
    "encoding": "utf-8",
    "disable_timestamp": True,
    "disable_future_imports": False,
    "custom_file_header_mode": "replace",
    "formatters": [],  # the templates lay out their text themselves
}

_OFF: Final = """
    allow_extra_fields allow_leading_underscore_class_name allow_population_by_field_name
    allow_private_network apply_default_values_for_required_fields capitalise_enum_members
    check_pattern_maps_strictly collapse_reuse_models collapse_root_models
    collapse_shared_parent_wrappers dedupe_request_response_variants disable_appending_item_suffix
    enable_command_header enable_faux_immutability enable_generated_header_marker enable_version_header
    field_constraints field_include_all_keys filter_literal_values force_optional_for_required_fields
    generate_schema_validators graphql_no_typename http_ignore_tls ignore_enum_constraints
    include_path_parameters infer_union_variant_names intersect_allof_keywords keep_enum_member_values
    keep_field_defaults_off_branch_roots keep_model_order locked omit_redundant_constraints
    omit_redundant_reference_null openapi_include_info_version parent_scoped_naming
    pin_aliases_with_alias_generator read_const_beside_enum read_nullable_beside_type_list
    read_unevaluated_properties remove_special_field_name_prefix reuse_model set_default_enum_member
    snake_case_field strict_dotted_module_names strict_nullable strip_default_none
    tag_msgspec_by_payload_name update_lock use_annotated use_attribute_docstrings use_closed_typed_dict
    use_decimal_for_multiple_of use_decimal_in_field_forms use_default_factory_for_optional_nested_models
    use_default_kwarg use_enum_values_in_discriminator use_exact_imports use_field_description
    use_field_description_example use_frozen_field use_generic_base_class use_generic_container_types
    use_inline_field_description use_missing_sentinel use_msgspec_nullable_enum_alias
    use_msgspec_tagged_unions use_non_positive_negative_number_constrained_types use_object_type
    use_one_literal_as_default use_operation_id_as_name use_pendulum use_root_model_sequence_interface
    use_root_model_type_alias use_schema_description use_serialization_alias use_serialize_as_any
    use_single_dict_for_object_maps use_single_line_docstring use_single_value_enum_as_const
    use_site_models_for_constrained_refs use_specialized_enum use_standard_primitive_types
    use_status_code_in_response_name use_subclass_enum use_tag_as_union_variant_name use_title_as_name
    use_total_false_for_typed_dict use_tuple_for_closed_arrays use_tuple_for_fixed_items
    use_tuple_for_fixed_length_arrays use_type_alias_type use_typed_map_values_beside_other_types
    use_typed_nullable_map_values use_unique_items_as_set validation
"""

_NONE: Final = """
    additional_imports alias_generator aliases all_exports_collision_strategy all_exports_scope base_class_map
    builtin_format_line_length class_decorators class_name class_name_prefix class_name_suffix
    collapse_root_models_name_strategy command_line custom_file_header custom_file_header_path
    custom_formatters custom_formatters_kwargs default_value_overrides duplicate_name_suffix
    emit_model_metadata empty_enum_field_name enum_field_as_literal_map external_ref_mapping extra_fields
    field_extra_keys field_extra_keys_without_x_prefix field_type_collision_strategy graphql_scopes
    http_headers http_local_ref_path http_query_parameters http_timeout import_overrides input_filename
    lockfile model_extra_keys model_extra_keys_without_x_prefix model_name_map module_split_mode
    naming_strategy openapi_include_paths openapi_scopes original_field_name_delimiter output
    output_date_class output_datetime_class preset read_only_write_only_model_type
    schema_validator_base_class_name schema_validator_type serialization_aliases
    special_field_name_prefix strict_types target_pydantic_version treat_dot_as_module type_mappings
    type_overrides union_mode use_type_checking_imports validators wrap_string_literal generate_server
    server_output server_package server_model_package server_layout server_handler_mode
    server_handler_modes server_include_request server_body_mode server_body_modes
    server_primary_responses server_operation_names server_router_names server_parameter_names
    generate_client client_output client_package client_model_package client_signature_style
    client_body_arguments client_resource_names client_operations client_default_base_url
    client_server_base_url client_protocols
"""

# Of no use here, but their types have no way to say "off".
_UNUSED: Final[dict[str, object]] = {
    "allof_class_hierarchy": "if-no-conflict",
    "allof_merge_mode": "constraints",
    "base_class": "",
    "class_name_affix_scope": "all",
    "deserialize_default_values": (),
    "http_backend": "auto",
    "openapi_as_definitions": (),
    "order_constructor_fields_by": (),
    "reuse_scope": "module",
    "shared_module_name": "shared",
}

# What each run gives: custom_template_dir, extra_template_data,
# custom_class_name_generator and settings_path.
OPTIONS: Final[dict[str, object]] = {
    **_DECIDED,
    **_UNUSED,
    **dict.fromkeys(_OFF.split(), False),
    **dict.fromkeys(_NONE.split()),
}
