// xlsx_read.h - XLSX and XLSM as Excel and others write them. Inside core/sheets only.
//
//   _rels/.rels -> workbook.xml -> sheets (by workbook.xml.rels), styles, shared strings
//   sheet: pass 1 merged ranges (they stand after the data), pass 2 rows, one at a time
#pragma once

#include "base/result.h"
#include "core/sheets/bytes.h"
#include "core/sheets/sheets.h"

namespace musubi::sheets {

Result<FileInfo> describe_xlsx(ByteSource& source, const ReadOptions& options);
Result<void> each_xlsx_row(ByteSource& source, const ReadOptions& options, const EachRow& each);

}  // namespace musubi::sheets
