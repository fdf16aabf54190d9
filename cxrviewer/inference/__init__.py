"""Networks asked, answers explained. The runtimes have one module each and load when first used."""
