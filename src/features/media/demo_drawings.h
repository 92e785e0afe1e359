// demo_drawings.h - what the pictures of the demo show: drawn here, so that nobody's rights are
// touched. Used by demo.cc alone; must never show a person who is somebody.
#pragma once

#include "core/pictures/pictures.h"

namespace musubi::media::drawings {

pictures::Raster workbench();        // a drawing on a table, and a part beside it
pictures::Raster morning_meeting();  // four people before a list of the day
pictures::Raster field_sensor();     // one sensor on a pole
pictures::Raster report_buttons();   // a daily report of six large buttons, one being pressed
pictures::Raster room_board();       // the state of eighteen rooms in colours and signs
pictures::Raster rice_terraces();    // sensors where water comes in and goes out

}  // namespace musubi::media::drawings
