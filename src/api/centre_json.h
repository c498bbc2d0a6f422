// Appointments and groups in and out of the interface for programs. docs/formats/api.md lists every key.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "service/appointment_desk.h"

namespace fjorten::api {

/// What a body tells, or every mistake at its place.
std::expected<service::Appointment, Diagnostics> appointment_from(const Document& body, std::string& times);
std::expected<service::Group, Diagnostics> group_from(const Document& body);
std::string appointments_json(const std::vector<service::KeptAppointment>& appointments);
std::string appointment_json(const service::KeptAppointment& appointment,
                             const std::vector<service::Participant>& participants);
std::string groups_json(const std::vector<service::KeptGroup>& groups);
/// Documents that were written, in order.
std::string written_documents_json(const std::vector<service::Written>& written);

}  // namespace fjorten::api
