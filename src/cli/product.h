// product.h - what main.cc hands to the commands: the features, as functions. main.cc is the only
// place that names them all; the commands know a feature only through what is listed here, or
// through its public header when the command is about that feature.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "cli/installation.h"
#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/search/search.h"
#include "web/app.h"

namespace musubi::cli {

struct Product {
  std::function<Result<void>(web::App&, Installation&)> add_routes;
  std::function<Result<void>(outbox::Handlers&, Installation&)> add_handlers;
  std::function<void(std::vector<jobs::Job>&, const web::App&)> add_jobs;
  search::Feeders feeders;
  // What runs beside the server: begun before it listens, ended when what is returned is destroyed,
  // after the last request. May be null.
  std::function<std::shared_ptr<void>(web::App&)> run_beside;
  // Fills an empty database; returns the organisation that the demo's member accounts belong to.
  // The second argument hears how far it is: parts done, of how many.
  std::function<Result<OrganisationId>(const Context&,
                                       const std::function<void(std::int64_t, std::int64_t)>&)>
      load_demo;
  // What the demo tells of people: runs once their accounts are there.
  std::function<Result<void>(const Context&, const accounts::Locksmith&)> finish_demo;
  Date demo_today;  // the day the demo plays on
};

// Parses the command line, runs one command, returns the exit code. Never throws.
int run(int argc, char** argv, const Product& product);

}  // namespace musubi::cli
