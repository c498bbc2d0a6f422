// The builder of HTML (room `markup`) under the names by which the pages know it.
#pragma once
#include "markup/html.h"

namespace fjorten::web {

using markup::all;
using markup::Attribute;
using markup::Attributes;
using markup::build_element;
using markup::document_text;
using markup::element;
using markup::Html;
using markup::Name;

}  // namespace fjorten::web
