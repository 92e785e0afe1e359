// main.cc - the program's entry. Placeholder wiring is replaced by the command table in src/cli.
int main() { return 0; }
