// Which page answers which place.
#pragma once
#include "web/work_map.h"
#include "web/work_visit.h"

namespace fjorten::web {

/// The answer of the page at the place of the visit; whether whoever asks may enter it is settled.
Response dispatch(Visit& visit);
/// Whether forms are sent there.
bool takes_forms(WorkPlace place);
/// Whether a form there may carry a file.
bool has_file_field(WorkPlace place);

}  // namespace fjorten::web
