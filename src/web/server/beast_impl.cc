// beast_impl.cc - the compiled part of Beast's parser, once (BOOST_BEAST_SEPARATE_COMPILATION).
// Every other file sees declarations only, which keeps their builds short.
#include <boost/beast/src.hpp>
