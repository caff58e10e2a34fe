Console.WriteLine("fathom");
return 0;
