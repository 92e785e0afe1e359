// asio_impl.cc - the compiled part of Asio, once (BOOST_ASIO_SEPARATE_COMPILATION); nothing else.
#include <boost/asio/impl/src.hpp>
