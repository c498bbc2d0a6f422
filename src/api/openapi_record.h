// The part of the OpenAPI document that is about the record (openapi.cpp has the rest).
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fjorten::api {

/// Paths and their descriptions, each as JSON, in the order in which they are shown.
std::vector<std::pair<std::string, std::string>> record_paths();
/// Names and JSON Schemas of what goes in and out there.
std::vector<std::pair<std::string_view, std::string_view>> record_schemas();

}  // namespace fjorten::api
