// The OpenAPI 3.1 document, made from the vocabulary: the case schema is that of `fjorten rulebook schema
// case`.
#pragma once
#include <string>

#include "rulebook/model.h"

namespace fjorten::api {

std::string openapi_document(const rulebook::Library& library);

}  // namespace fjorten::api
