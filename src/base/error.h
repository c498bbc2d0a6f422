// Operations that can fail return Result<T>. An answer that is merely "no" is a value, never an Error.
#pragma once
#include <expected>
#include <string>

namespace fjorten {

enum class ErrorCode { not_found, conflict, invalid_input, forbidden, unavailable, corrupt };

struct Error {
    ErrorCode code;
    std::string message;  // English, for the log and the developer. What users read comes from the catalogue.
};

template <class T>
using Result = std::expected<T, Error>;

}  // namespace fjorten
