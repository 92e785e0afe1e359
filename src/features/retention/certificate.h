// certificate.h - the 消去証明書 (R-9.4.b, R-9.7): its model, and the paper printed once and kept.
// Printed from rows that never change after the destruction was closed.
#pragma once

#include "core/documents/documents.h"
#include "core/files/files.h"
#include "features/retention/service.h"

namespace musubi::retention {

extern const files::Purpose kCertificateFile;  // retention.certificate

documents::Document certificate_document(const Destruction& destruction,
                                         const std::vector<ListedItem>& destroyed);
// After the last attempt the paper is 'failed' and the office can order it again.
Result<void> print_certificate(const Context& ctx, const Destruction& destruction, int attempt);

}  // namespace musubi::retention
