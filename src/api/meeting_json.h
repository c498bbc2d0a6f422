// Meetings in and out of the interface for programs. docs/formats/api.md lists every key.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "service/committee.h"

namespace fjorten::api {

/// The meeting that a body tells, or every mistake at its place.
std::expected<service::Meeting, Diagnostics> meeting_from(const Document& body);
std::string meetings_json(const std::vector<service::KeptMeeting>& meetings);
std::string meeting_json(const service::KeptMeeting& meeting, const std::vector<service::AgendaItem>& agenda);
/// What a command on a document of a register did; its id is called `name`.
std::string written_json(std::string_view name, const service::Written& written);

}  // namespace fjorten::api
