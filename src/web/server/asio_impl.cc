// asio_impl.cc - the compiled part of Asio, once (BOOST_ASIO_SEPARATE_COMPILATION); nothing else.
// Every other file sees declarations only, which keeps their builds short.
#include <boost/asio/impl/src.hpp>
