from django.db import models
from django.utils.translation import get_language


class Programme(models.Model):
    """A competition's tenant: a name and nothing else."""

    EVIDENCE = ("slug", "name_ko", "name_en", "demo")

    slug = models.SlugField(max_length=50, unique=True)
    name_ko = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    demo = models.BooleanField(default=False)

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_en if get_language() == "en" else self.name_ko

    @property
    def chain(self):
        return f"programme:{self.pk}"
