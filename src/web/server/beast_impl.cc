// beast_impl.cc - the compiled part of Beast's parser, once (BOOST_BEAST_SEPARATE_COMPILATION).
#include <boost/beast/src.hpp>
