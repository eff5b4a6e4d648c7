backcheck --help
backcheck -V
